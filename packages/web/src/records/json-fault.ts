/** What is wrong with a JSON text, or undefined: in the engine's words, with line and column where it tells them. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const position = /at position (\d+)/.exec(error.message)?.[1];
    if (position === undefined || /line \d+/.test(error.message)) return error.message;
    const before = text.slice(0, Number(position)).split('\n');
    return `${error.message} (line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1})`;
  }
}

/** The numbers of a JSON text that a browser cannot hold to the last digit. */
export function roundedNumbers(text: string): readonly string[] {
  const outsideStrings = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const numbers = outsideStrings.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? [];
  return numbers.filter((number) => digitsOf(number) !== digitsOf(String(Number(number))));
}

/** The digits of a number that count, whatever its notation. */
function digitsOf(number: string): string {
  const [mantissa = ''] = number.toLowerCase().split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.replace(/0+$/, '');
}
