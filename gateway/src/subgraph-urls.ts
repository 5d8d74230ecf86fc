import { z } from 'zod';

const FORM = 'must be name=url, separated by commas: catalogue=http://127.0.0.1:4001/graphql,...';

/** Where each subgraph answers, by name, as one variable: `catalogue=http://127.0.0.1:4001/graphql,agencies=...`. */
export const subgraphUrlsVariable = z.string(FORM).transform((text, context) => {
  const entries = text.split(',').map((entry) => {
    const [name = '', ...rest] = entry.trim().split('=');
    return [name, rest.join('=')] as const;
  });
  if (entries.some(([name, url]) => name === '' || !URL.canParse(url))) {
    context.addIssue({ code: 'custom', message: FORM });
    return z.NEVER;
  }
  return Object.fromEntries(entries);
});

/** Writes the variable that `subgraphUrlsVariable` reads. */
export function writeSubgraphUrls(urls: Readonly<Record<string, string>>): string {
  return Object.entries(urls)
    .map(([name, url]) => `${name}=${url}`)
    .join(',');
}
