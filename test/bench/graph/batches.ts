/** The header by which a subgraph of this project says that it takes batches. Other gateways pass over it. */
export const BATCH_HEADERS = { 'x-takes-batches': '2' } as const;

/** Where batches are sent, under the path of the graph. */
export const BATCH_PATH = '/graphql/batch';

/** Where what was sent is called off. The stubs have answered by then. */
export const CANCEL_PATH = '/graphql/cancel';

/**
 * Answers several messages at once as subgraphs of this project do: two lines for each come in, its head and its body, and one
 * line goes out. The stubs believe every head.
 */
export function answerBatch(text: string, answer: (body: string) => string): string {
  const bodies = text.split('\n').filter((line, i) => i % 2 === 1 && line !== '');
  return bodies.map((body, at) => `{"at":${at},"status":200,"store":0,"answer":${answer(body)}}\n`).join('');
}
