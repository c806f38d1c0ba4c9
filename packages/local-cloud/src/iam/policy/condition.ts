import { CONDITION_OPERATORS } from './condition-operators.ts';
import type { VariableLookup } from './glob.ts';
import type { ConditionEntry } from './statement-document.ts';

/** The values of a condition key, named in lower case; undefined when the request has none. */
export type ContextLookup = (key: string) => readonly string[] | undefined;

/** Whether the request meets a condition. */
export type Condition = (context: ContextLookup) => boolean;

/**
 * Compiles one line of a `Condition` element. Throws RangeError for an operator that does not exist and
 * for a value that is not of the operator's kind.
 */
export function compileCondition(entry: ConditionEntry, variables: boolean): Condition {
  const key = entry.key.toLowerCase();
  const [, quantifier, base = '', ifExists] =
    /^(ForAllValues:|ForAnyValue:)?([A-Za-z]+?)(IfExists)?$/.exec(entry.operator) ?? [];
  if (base === 'Null' && quantifier === undefined && ifExists === undefined) {
    return nullCondition(key, entry.values);
  }
  const operator = Object.hasOwn(CONDITION_OPERATORS, base) ? CONDITION_OPERATORS[base] : undefined;
  if (operator === undefined) throw new RangeError(`${entry.operator} is not a condition operator`);
  const { negated } = operator;
  const comparisons = entry.values.map((value) => operator.compare(value, variables));
  const fits = (value: string, lookup: VariableLookup): boolean =>
    comparisons.some((compare) => compare(value, lookup)) !== negated;
  const whenMissing = ifExists !== undefined || (quantifier === undefined ? negated : false);

  return (context) => {
    const values = context(key);
    if (values === undefined || values.length === 0) return quantifier === 'ForAllValues:' || whenMissing;
    const lookup = singleValues(context);
    // Without a quantifier, a negated operator must hold for each value of the request.
    return quantifier === 'ForAllValues:' || (quantifier === undefined && negated)
      ? values.every((value) => fits(value, lookup))
      : values.some((value) => fits(value, lookup));
  };
}

/** What policy variables may name: the keys that have exactly one value. */
export function singleValues(context: ContextLookup): VariableLookup {
  return (key) => {
    const values = context(key);
    return values?.length === 1 ? values[0] : undefined;
  };
}

function nullCondition(key: string, wanted: readonly string[]): Condition {
  const answers = new Set(wanted.map((value) => value.toLowerCase()));
  for (const answer of answers) {
    if (answer !== 'true' && answer !== 'false') throw new RangeError(`Null takes true or false`);
  }
  return (context) => {
    const values = context(key);
    return answers.has(String(values === undefined || values.length === 0));
  };
}
