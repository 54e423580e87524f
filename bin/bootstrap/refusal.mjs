/** A start that cannot go on: what happened, and what the person can do next. */
export class Refusal extends Error {
  /**
   * @param {string} message what happened, with the value concerned
   * @param {string} hint one plain sentence: what to do next
   * @param {1 | 2} exitCode 1 failed, 2 wrong usage
   */
  constructor(message, hint, exitCode = 1) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/** The refusal for a file system error, in words; anything else stays what it is. */
export function explainFileError(error, path) {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return new Refusal(`The disk that holds ${path} is full.`, 'Free about 800 MB and start again.');
  }
  if (error.code === 'EROFS' || error.code === 'EACCES' || error.code === 'EPERM') {
    return new Refusal(
      `${path} cannot be written (${error.code}).`,
      'Start once as a user who may write there, or copy this folder to one of yours.',
    );
  }
  return error;
}
