import { rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { closeServers, listenOnControlSocket, listenOnNetwork } from '../http/servers.ts';
import type { HttpApp } from '../ports/http-app.ts';

export interface Listeners {
  /** Where people and programs reach the process; null without a network. */
  address: string | null;
  /** Takes no more connections and lets open requests finish, for at most this long. */
  close(graceMs: number): Promise<void>;
}

/** Opens the control socket and, when asked, the network. Leaves nothing open when one of them cannot be had. */
export async function openListeners(
  app: HttpApp,
  options: { controlSocket: string; network: { host: string; port: number } | null; publicUrl: string | null },
): Promise<Listeners> {
  const servers: Server[] = [await listenOnControlSocket(app, options.controlSocket)];
  const close = async (graceMs: number): Promise<void> => {
    await closeServers(servers, graceMs);
    rmSync(options.controlSocket, { force: true });
  };
  if (options.network === null) return { address: null, close };
  const { host, port } = options.network;
  try {
    const listening = await listenOnNetwork(app, host, port);
    servers.push(...listening.servers);
    return { address: options.publicUrl ?? `http://${hostInUrl(host)}:${listening.port}`, close };
  } catch (error) {
    await close(0);
    throw error;
  }
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
