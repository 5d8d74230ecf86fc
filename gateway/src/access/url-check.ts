import { type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { visitFields } from '../documents/visit-fields.js';
import type { Executor } from '../execution/executor.js';
import { byPostAlone } from '../pipeline/request-errors.js';

/**
 * Makes the check that refuses, with 405, an operation of a GET that names a person, or a secret, in an argument: addresses end
 * in the logs of proxies and the histories of browsers.
 */
export function createUrlCheck(
  executor: Executor,
): (document: DocumentNode, operation: OperationDefinitionNode) => void {
  let fields = fieldsWithPersonalArguments(executor.supergraphSdl);
  // Of the schema it was looked at on: an operation's node is kept from one request to the next.
  let known = new WeakMap<OperationDefinitionNode, readonly string[]>();
  executor.onSchemaChange(() => {
    fields = fieldsWithPersonalArguments(executor.supergraphSdl);
    known = new WeakMap();
  });

  function personalIn(document: DocumentNode, operation: OperationDefinitionNode): readonly string[] {
    const found: string[] = [];
    visitFields(executor.schema, document, operation, (type, { name }) => {
      const field = `${type.name}.${name}`;
      if (fields.has(field)) found.push(field);
    });
    return found;
  }

  return (document, operation) => {
    let personal = known.get(operation);
    if (!personal) known.set(operation, (personal = personalIn(document, operation)));
    if (personal[0] !== undefined) throw byPostAlone(`${personal[0]} takes what is personal and is asked by POST`);
  };
}

/** The coordinates of fields with an argument that is `@personal`. */
function fieldsWithPersonalArguments(supergraphSdl: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, arguments: given = [] } of definition.fields ?? [])
      if (given.some(({ directives }) => directives?.some((one) => one.name.value === 'personal')))
        found.add(`${definition.name.value}.${name.value}`);
  }
  return found;
}
