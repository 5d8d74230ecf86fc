import {
  Kind,
  type DirectiveNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';

/** The values of the variables by which `@skip` and `@include` decide. */
export type Conditions = Readonly<Record<string, unknown>>;

/** Whether a selection is part of the answer. */
export function isIncluded({ directives = [] }: SelectionNode, conditions: Conditions): boolean {
  return directives.every((directive) => {
    const { value: name } = directive.name;
    if (name !== 'skip' && name !== 'include') return true;
    return decide(directive, conditions) === (name === 'include');
  });
}

/** The variables that conditions of an operation name, in the order of their first mention. */
export function conditionVariables(
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): readonly string[] {
  const names = new Set<string>();
  for (const node of [operation, ...fragments])
    visit(node, {
      Directive({ name, arguments: given = [] }) {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  return [...names];
}

function decide({ arguments: given = [] }: DirectiveNode, conditions: Conditions): boolean {
  const value = given.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return conditions[value.name.value] === true;
  return value?.kind === Kind.BOOLEAN && value.value;
}
