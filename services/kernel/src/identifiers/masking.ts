/**
 * How an identity number is shown to who need not know it: the first three characters and the last four of eighteen,
 * `310***********1234`. Anything else is all stars, since what it is made of is not known.
 */
export function maskResidentId(number: string): string {
  return /^[1-9]\d{16}[\dX]$/.test(number) ? `${number.slice(0, 3)}***********${number.slice(-4)}` : allStars(number);
}

/** How a mobile number is shown to who need not know it: `138****1234`. Anything else, a landline too, is all stars. */
export function maskPhone(number: string): string {
  return /^1[3-9]\d{9}$/.test(number) ? `${number.slice(0, 3)}****${number.slice(-4)}` : allStars(number);
}

/** How a name is shown to who need not know it: its first character, and a star for each that follows, at least one: `张**`. */
export function maskName(name: string): string {
  const [first = '', ...others] = name.trim().slice(0, 64);
  return first + '*'.repeat(Math.min(Math.max(others.length, 1), 18));
}

/** One star for each character that is seen, eighteen at most: neither length nor content of what was typed is told beyond that. */
function allStars(text: string): string {
  return '*'.repeat(Math.min([...text.slice(0, 64)].length, 18));
}
