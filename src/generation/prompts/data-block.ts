import { randomBytes } from 'node:crypto';
import { withoutInvisible } from './invisible.ts';
import { withoutPlantedOrders } from './planted-orders.ts';

/** A passage as a prompt shows it. */
export interface PromptPassage {
  /** Title of its source. */
  title: string;
  /** Where it stands there; may be empty. */
  locator: string;
  text: string;
}

/**
 * Material from outside, fenced so that nothing in it can end the fence: the nonce is drawn anew until the material does not hold it.
 * @param draw for tests
 */
export function dataBlock(content: string, draw: () => string = drawNonce): string {
  let nonce = draw();
  while (content.includes(nonce)) nonce = draw();
  return `BEGIN DATA ${nonce}\n${content}\nEND DATA ${nonce}`;
}

/**
 * Passages numbered from 1 in the order given: `[3] Title, p. 2` and the text on the next line. One that holds nothing but orders to a model
 * is left out, and its number with it.
 */
export function passagesBlock(passages: readonly PromptPassage[]): string {
  const items = passages.flatMap(({ title, locator, text }, index) => {
    const place = [title, locator].map((name) => quoted(withoutPlantedOrders(name))).filter((part) => part !== '');
    const words = quoted(withoutPlantedOrders(text));
    return words === '' ? [] : [`[${index + 1}] ${place.join(', ')}\n${words}`];
  });
  return items.length === 0 ? 'There are no passages.' : `Passages of the sources:\n${dataBlock(items.join('\n\n'))}`;
}

/** One line, in which no number looks like that of a passage. */
function quoted(text: string): string {
  return withoutInvisible(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\[(\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\]/g, '($1)');
}

function drawNonce(): string {
  return randomBytes(12).toString('hex');
}
