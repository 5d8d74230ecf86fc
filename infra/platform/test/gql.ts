import { type DocumentNode, parse } from 'graphql';

/** SDL as a document; the name lets editors colour it. */
export function gql(strings: TemplateStringsArray): DocumentNode {
  return parse(strings.join(''));
}
