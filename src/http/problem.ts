import { z } from 'zod';
import { AppError, errorCatalogue, type FieldError } from '../shared/errors.ts';

/** The body of every error answer (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    hint: z.string().nullable(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;

export function toProblem(error: AppError, requestId: string): Problem {
  return {
    type: `urn:aiwriter:problem:${error.code}`,
    title: errorCatalogue[error.code].title,
    status: error.status,
    detail: error.message,
    code: error.code,
    hint: error.hint ?? null,
    requestId,
    ...(error.errors === undefined ? {} : { errors: error.errors }),
  };
}

interface Issue {
  instancePath?: string;
  message?: string;
  keyword?: string;
  params?: Record<string, unknown>;
}

interface FrameworkError {
  code?: string;
  statusCode?: number;
  message?: string;
  validation?: Issue[];
  validationContext?: string;
}

/** Our error for whatever was thrown. What nobody foresaw is `internal` and tells the caller nothing of its inside. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const known = error as FrameworkError;
  if (known.validation !== undefined) return validationError(known);
  const code =
    frameworkCodes[known.code ?? ''] ??
    (formFault.test(known.message ?? '') ? 'validation_failed' : undefined) ??
    codeOfStatus(known.statusCode ?? 500);
  if (code !== undefined)
    return new AppError(code, known.message ?? errorCatalogue[code].title, { cause: error, hint: frameworkHints[code] });
  return new AppError('internal', 'Something went wrong inside AI-Writer', {
    cause: error,
    hint: 'Nothing was half done. The log holds the details under this request ID.',
  });
}

function validationError(error: FrameworkError): AppError {
  const place = places[error.validationContext ?? ''] ?? error.validationContext ?? '';
  const errors = (error.validation ?? []).flatMap((issue) => fieldErrors(place, issue));
  const first = errors[0];
  return new AppError(
    'validation_failed',
    first === undefined ? 'The request is not valid' : `${first.path || 'The request'}: ${first.message}`,
    {
      errors,
      hint: 'Compare the request with the API reference at /api/v1/reference.',
    },
  );
}

const places: Record<string, string | undefined> = { body: '', querystring: 'query' };

/** What is wrong, where: an unknown field is named itself, and a missing one is called missing. */
function fieldErrors(place: string, { instancePath = '', message = 'is not valid', keyword, params }: Issue): FieldError[] {
  const path = [place, ...instancePath.split('/')].filter(Boolean);
  if (keyword === 'unrecognized_keys' && Array.isArray(params?.keys)) {
    return params.keys.map((key) => ({ path: [...path, String(key)].join('.'), message: 'is not a known field' }));
  }
  return [{ path: path.join('.'), message: /received undefined$/.test(message) ? 'is required' : message }];
}

const statusCodes: Record<number, keyof typeof errorCatalogue | undefined> = {
  400: 'validation_failed',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media',
  429: 'rate_limited',
  503: 'overloaded',
};

function codeOfStatus(status: number): keyof typeof errorCatalogue | undefined {
  return statusCodes[status] ?? (status >= 400 && status < 500 ? 'validation_failed' : undefined);
}

/** What the form parser says of a form that is cut or none; its errors carry no code. */
const formFault = /^(Unexpected end of multipart data|(Part|Header) terminated early|Multipart: Boundary not found)/;

const frameworkCodes: Record<string, keyof typeof errorCatalogue | undefined> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media',
  FST_REQ_FILE_TOO_LARGE: 'too_large',
  // The client went away in the middle of its upload.
  ERR_STREAM_PREMATURE_CLOSE: 'validation_failed',
  // No ID of ours is that long.
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
  FST_FILES_LIMIT: 'too_large',
  FST_PARTS_LIMIT: 'too_large',
  FST_FIELDS_LIMIT: 'too_large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media',
};

const frameworkHints: Partial<Record<keyof typeof errorCatalogue, string>> = {
  validation_failed:
    'Compare the request with the API reference at /api/v1/reference; a body must be one JSON value in UTF-8, or one form.',
  too_large: 'Send less at once; files go to /blobs.',
  not_found: 'See the API reference at /api/v1/reference.',
  unsupported_media: 'Send application/json, or multipart/form-data to /blobs.',
};
