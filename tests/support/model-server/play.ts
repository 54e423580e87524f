import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type AnswerText, type Behaviour, piecesOf, textOf } from './behaviour.ts';
import type { Asked, Counted, Wire } from './wires/wire.ts';

/** Plays one behaviour in a provider's own format. Resolves when nothing more will be sent. */
export async function play(behaviour: Behaviour, asked: Asked, wire: Wire, response: ServerResponse): Promise<void> {
  switch (behaviour.kind) {
    case 'answer':
      return answer(behaviour, asked, wire, response);
    case 'live':
      return live(behaviour, asked, wire, response);
    case 'empty':
      return answer({ kind: 'answer', text: '' }, asked, wire, response);
    case 'refusal':
      return answer({ kind: 'answer', text: '', finish: 'refusal' }, asked, wire, response);
    case 'blocked':
      return blocked(asked, wire, response);
    case 'hang':
      return hang(behaviour, asked, wire, response);
    case 'cut':
      return cut(behaviour, asked, wire, response);
    case 'malformed':
      return malformed(behaviour, asked, wire, response);
    default:
      return fail(behaviour, wire, response);
  }
}

async function answer(behaviour: Behaviour & { kind: 'answer' }, asked: Asked, wire: Wire, response: ServerResponse): Promise<void> {
  const text = textOf(behaviour.text, asked);
  const finish = behaviour.finish ?? 'stop';
  const counted = count(asked, text, behaviour.thoughts);
  if (behaviour.firstMs !== undefined) await pause(behaviour.firstMs);
  if (!asked.stream) return json(response, 200, wire.whole(asked, text, finish, counted));
  begin(asked, wire, response, counted);
  await think(behaviour, asked, wire, response);
  for (const piece of piecesOf(text)) {
    if (response.destroyed) return;
    response.write(wire.piece(asked, piece, counted));
    if (behaviour.perPartMs !== undefined) await pause(behaviour.perPartMs);
  }
  response.end(wire.ending(asked, finish, counted));
}

async function live(behaviour: Behaviour & { kind: 'live' }, asked: Asked, wire: Wire, response: ServerResponse): Promise<void> {
  begin(asked, wire, response);
  let sent = '';
  for await (const piece of behaviour.pieces(asked)) {
    if (response.destroyed) return;
    response.write(wire.piece(asked, piece));
    sent += piece;
  }
  response.end(wire.ending(asked, 'stop', count(asked, sent)));
}

/** In parts, when they take their time. */
async function think(
  { thoughts, thoughtMs }: Behaviour & { kind: 'answer' },
  asked: Asked,
  wire: Wire,
  response: ServerResponse,
): Promise<void> {
  if (thoughts === undefined) return;
  const pieces = piecesOf(thoughts);
  if (thoughtMs === undefined) return void response.write(wire.thoughts(asked, pieces));
  for (const piece of pieces) {
    response.write(wire.thoughts(asked, [piece]));
    await pause(thoughtMs);
  }
}

function blocked(asked: Asked, wire: Wire, response: ServerResponse): void | Promise<void> {
  if (wire.blocked === undefined) return answer({ kind: 'answer', text: '', finish: 'refusal' }, asked, wire, response);
  response.writeHead(200, { 'content-type': wire.contentType }).end(wire.blocked(asked, count(asked, '')));
}

function hang(behaviour: Behaviour & { kind: 'hang' }, asked: Asked, wire: Wire, response: ServerResponse): void {
  if (behaviour.text === undefined) return;
  sendWords(behaviour.text, behaviour.words ?? 5, asked, wire, response);
}

function cut(behaviour: Behaviour & { kind: 'cut' }, asked: Asked, wire: Wire, response: ServerResponse): void {
  sendWords(behaviour.text, behaviour.words, asked, wire, response);
  if (behaviour.how === 'error-event') response.end(wire.breakdown(asked));
  else if (behaviour.how === 'silent') response.end();
  // The words must be on their way before the connection is torn down.
  else response.write('', () => response.destroy());
}

function malformed(behaviour: Behaviour & { kind: 'malformed' }, asked: Asked, wire: Wire, response: ServerResponse): void {
  if (!asked.stream) {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"half": ');
    return;
  }
  sendWords(behaviour.text, behaviour.words, asked, wire, response);
  response.write(wire.malformed);
  const text = textOf(behaviour.text, asked);
  for (const piece of piecesOf(text).slice(behaviour.words)) response.write(wire.piece(asked, piece));
  response.end(wire.ending(asked, 'stop', count(asked, text)));
}

function fail(
  behaviour: Extract<Behaviour, { kind: 'rate-limited' | 'failed' | 'overloaded' | 'unauthorised' | 'context-too-long' | 'not-found' }>,
  wire: Wire,
  response: ServerResponse,
): void {
  const { status, body } = wire.failure(behaviour.kind);
  if (behaviour.kind === 'rate-limited' && behaviour.retryAfterSeconds !== undefined) {
    const date = new Date(Date.now() + behaviour.retryAfterSeconds * 1000).toUTCString();
    response.setHeader('retry-after', behaviour.asDate ? date : String(behaviour.retryAfterSeconds));
  }
  json(response, status, body);
}

function sendWords(text: AnswerText, words: number, asked: Asked, wire: Wire, response: ServerResponse): void {
  begin(asked, wire, response);
  for (const piece of piecesOf(textOf(text, asked)).slice(0, words)) response.write(wire.piece(asked, piece));
}

function begin(asked: Asked, wire: Wire, response: ServerResponse, counted = count(asked, '')): void {
  response.writeHead(200, { 'content-type': wire.contentType, 'cache-control': 'no-cache' });
  response.write(wire.opening(asked, counted));
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A token is counted as four characters of prompt, or one piece of answer. */
function count(asked: Asked, text: string, thoughts = ''): Counted {
  const characters = asked.messages.reduce((sum, message) => sum + message.content.length, 0);
  return { inputTokens: Math.ceil(characters / 4), outputTokens: piecesOf(text).length, thoughtTokens: piecesOf(thoughts).length };
}
