import { z } from 'zod';

/** What routes of all features have in common: the shapes of their parameters, lists and times. */

/** An ID as it is sent to us; what it must look like is for whoever looks it up. */
export const idSchema = z.string().max(100);
export const idParams = z.object({ id: idSchema });

export const isoTime = z.iso.datetime();

/** Where in a source a passage stands, as people find it. */
export const locatorSchema = z.object({
  page: z.int().optional(),
  heading: z.string().optional(),
  speaker: z.string().optional(),
  timeMs: z.number().optional(),
  paragraph: z.int().optional(),
});

/** The query of a list. @param sorts its orders, the usual one first */
export function listQuery<const Sorts extends readonly [string, ...string[]]>(sorts: Sorts) {
  return z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(500).optional().meta({ description: '`nextCursor` of the page before' }),
    sort: z
      .enum(sorts as readonly [Sorts[number], ...Sorts[number][]])
      .default(sorts[0])
      .meta({ description: 'A minus puts the latest first' }),
  });
}

/** What a list answers. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** What describes routes in the OpenAPI document. @param tag the noun they belong to @param summaries what each does, by operation ID */
export function describeIn<Operation extends string>(
  tag: string,
  summaries: Record<Operation, string>,
): Record<Operation, RouteDescription> {
  const entries = Object.entries<string>(summaries).map(([operationId, summary]) => [operationId, { operationId, summary, tags: [tag] }]);
  return Object.fromEntries(entries) as Record<Operation, RouteDescription>;
}

interface RouteDescription {
  operationId: string;
  summary: string;
  tags: string[];
}
