import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './part.ts';
import { probe } from './probe.ts';

/** What the product's streaming is measured against: Node that hands bytes on and knows nothing. `proxy.ts URL`. */
const target = process.argv[2] ?? '';
const server = createServer((asked, answer) => {
  const { method, url, headers } = asked;
  const passed = request(`${target}${url}`, { method, headers, agent: false }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  passed.on('error', () => answer.destroy());
  answer.on('close', () => passed.destroy());
  asked.pipe(passed);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const answers = { ...probe, url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
export type BareProxy = typeof answers;

answerParent(answers);
