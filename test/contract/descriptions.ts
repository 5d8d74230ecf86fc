import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';

/** A place in the schema with what is said of it. */
interface Described {
  readonly at: string;
  readonly description: string | null | undefined;
}

/** Types, fields, arguments, input fields and enum values without a description, or with one that lacks the Chinese term. */
export function undescribed(schema: GraphQLSchema): readonly string[] {
  return placesOf(schema).flatMap(({ at, description }) => {
    if (!description?.trim()) return `${at} has no description`;
    return /\p{Script=Han}/u.test(description) ? [] : `${at} has no Chinese term`;
  });
}

function placesOf(schema: GraphQLSchema): readonly Described[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
  return types.flatMap((type) => {
    const itself = { at: type.name, description: type.description };
    if (isEnumType(type)) return [itself, ...type.getValues().map((value) => within(type.name, value))];
    if (isInputObjectType(type))
      return [itself, ...Object.values(type.getFields()).map((field) => within(type.name, field))];
    if (!isObjectType(type) && !isInterfaceType(type)) return [itself];
    const fields = Object.values(type.getFields()).flatMap((field) => [
      within(type.name, field),
      ...field.args.map((arg) => within(`${type.name}.${field.name}`, arg)),
    ]);
    return [itself, ...fields];
  });
}

function within(
  parent: string,
  { name, description }: { name: string; description?: string | null | undefined },
): Described {
  return { at: `${parent}.${name}`, description };
}
