import { isDeepStrictEqual } from 'node:util';

/** An answer as it came. */
export interface SeenAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends one request. */
export async function ask(url: string, body: string): Promise<SeenAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
  });
  return { status: response.status, text: await response.text() };
}

/** What is wrong with an answer beside one that is right; undefined where they say the same. */
export function differenceOf(right: SeenAnswer, seen: SeenAnswer): string | undefined {
  const [wanted, given] = [readAnswer(right), readAnswer(seen)];
  if (!given) return `status ${seen.status}, no answer of a graph: ${excerpt(seen.text)}`;
  if (given.errors) return `errors: ${excerpt(JSON.stringify(given.errors))}`;
  return isDeepStrictEqual(given.data, wanted?.data) ? undefined : `another answer: ${excerpt(seen.text)}`;
}

function readAnswer({ status, text }: SeenAnswer) {
  try {
    return status === 200 ? (JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown }) : undefined;
  } catch {
    return undefined;
  }
}

function excerpt(text: string): string {
  return text.slice(0, 300);
}
