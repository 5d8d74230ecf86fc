declare const htmlBrand: unique symbol;

/** HTML that may stand in a page as it is. It is made here alone, so that no text of a record is ever taken for it. */
export type Html = string & { readonly [htmlBrand]: true };

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML with the values of a record in it, every one of them escaped. Parts that are HTML already come as lists of `Html`. */
export function markup(parts: TemplateStringsArray, ...values: readonly (string | number | readonly Html[])[]): Html {
  const texts = values.map((value) => (typeof value === 'object' ? value.join('') : escaped(String(value))));
  return String.raw({ raw: parts }, ...texts) as Html;
}

/** A text that is written in code, and never of a record, as it is. */
export function unescaped(text: string): Html {
  return text as Html;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character]!);
}
