import { type ASTNode, Kind, TokenKind, type ValueNode } from 'graphql';

const VALUES: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/** Whether a node is a value written in the document; a variable is none. */
export function isValueNode(node: ASTNode | undefined): node is ValueNode {
  return node !== undefined && VALUES.has(node.kind);
}

/**
 * The name that a value was written for, `code` in `item(code: "x")` and in `{ code: ["x"] }`. Read from the document's
 * tokens, because a node does not know its parent.
 */
export function argumentOf({ loc }: ValueNode): string | undefined {
  let token = loc?.startToken.prev ?? null;
  // The values before this one in its list have no colon of their own: a list holds values of one type.
  while (token && token.kind !== TokenKind.COLON) token = token.prev;
  return token?.prev?.kind === TokenKind.NAME ? token.prev.value : undefined;
}
