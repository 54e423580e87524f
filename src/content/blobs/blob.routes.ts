import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ByteRange } from '../../ports/blob-store.ts';
import type { HttpApp } from '../../ports/http-app.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { describeIn, isoTime } from '../../shared/route-schemas.ts';
import type { BlobService } from './blob.service.ts';
import type { Blob } from './blob.ts';
import { etagOf, isCurrent } from './blob-headers.ts';
import { parseRange } from './range-header.ts';

const about = describeIn('blobs', {
  uploadBlob: 'Keeps a file',
  withdrawBlob: 'Forgets a file that nothing is made of',
  getBlob: 'A file as it is, whole or a range of its bytes',
});
const viewSchema = z
  .object({
    id: z.string(),
    fileName: z.string().nullable(),
    mediaType: z.string(),
    size: z.int(),
    sha256: z.string(),
    createdAt: isoTime,
  })
  .meta({ id: 'Blob' });
const params = z.object({ id: z.string().max(200) });

/** `/blobs`: files as they are, whole or by range. */
export function blobRoutes(api: HttpApp, blobs: BlobService): void {
  api.post(
    '/blobs',
    { schema: { ...about.uploadBlob, consumes: ['multipart/form-data'], response: { 201: viewSchema } } },
    async (request, reply) => {
      if (!request.isMultipart()) {
        throw new AppError('unsupported_media', 'A file is sent as multipart/form-data', { hint: 'Send one part with a file name.' });
      }
      const part = await request.file();
      if (part === undefined)
        throw new AppError('validation_failed', 'The form holds no file', { hint: 'Send one part with a file name.' });
      const fileName = part.filename || null;
      const admit = (sha256: string) => request.identifyBody(`${sha256} ${fileName ?? ''}`);
      const blob = await blobs.upload(request.scope, { body: Readable.from(wholeFile(part.file)), fileName, admit });
      return reply.code(201).send(view(blob));
    },
  );

  api.delete(
    '/blobs/:id',
    { schema: { ...about.withdrawBlob, params, response: { 204: z.null() } } },
    async ({ scope, params: { id } }, reply) => {
      await blobs.withdraw(scope, id);
      return reply.code(204).send(null);
    },
  );

  api.get(
    '/blobs/:id',
    {
      schema: { ...about.getBlob, params, produces: ['*/*'] },
    },
    async (request, reply) => {
      const { id } = request.params as z.infer<typeof params>;
      const blob = await blobs.find(request.scope, id);
      const etag = etagOf(blob);
      const fileName = encodeURIComponent((blob.fileName ?? 'file').toWellFormed());
      reply.header('accept-ranges', 'bytes').header('etag', etag);
      if (isCurrent(request.headers['if-none-match'], blob)) return reply.code(304).send();
      reply
        .header('x-content-type-options', 'nosniff')
        // A stored file is never shown as a page of this site.
        .header('content-security-policy', "default-src 'none'; sandbox");
      const range = rangeOf(request.headers, etag, blob.size, reply);
      // Opened last: a body that nobody is sent stays open.
      const { body } = await blobs.read(request.scope, id, range ?? undefined);
      body.on('error', (error) => {
        // The answer has begun, so its reader sees it cut; why must be found in the log.
        if (reply.raw.headersSent) request.log.error({ err: error, code: isAppError(error) ? error.code : 'internal' }, error.message);
      });
      reply.header('content-disposition', `attachment; filename*=UTF-8''${fileName}`).type(blob.mediaType);
      if (range === null) return reply.header('content-length', blob.size).send(body);
      return reply
        .code(206)
        .header('content-range', `bytes ${range.start}-${range.end - 1}/${blob.size}`)
        .header('content-length', range.end - range.start)
        .send(body);
    },
  );
}

/** The form parser ends an oversized file early and without an error; what it cut must not be stored as if it were whole. */
async function* wholeFile(file: MultipartFile['file']): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.length;
    yield piece;
  }
  if (!file.truncated) return;
  throw new AppError('too_large', `The file is larger than the limit of ${bytes} bytes`, {
    hint: 'Upload a smaller part of it, or ask whoever runs this installation to raise the limit.',
  });
}

function view(blob: Blob): z.infer<typeof viewSchema> {
  const { address, fileName, mediaType, size, sha256, createdAt } = blob;
  return { id: address, fileName, mediaType, size, sha256, createdAt: new Date(createdAt).toISOString() };
}

/** A client that holds a part of another content asks with `If-Range`, and gets the whole. */
function rangeOf(headers: IncomingHttpHeaders, etag: string, size: number, reply: FastifyReply): ByteRange | null {
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== etag) return null;
  try {
    return parseRange(headers.range, size);
  } catch (error) {
    reply.header('content-range', `bytes */${size}`);
    throw error;
  }
}
