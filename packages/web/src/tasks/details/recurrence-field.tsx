import type { Frequency, Recurrence, Task, TaskChange } from '@taskyard/client';
import { plainRecurrence } from '@taskyard/contract';
import { type ReactNode, useId } from 'react';
import { detailsTexts } from '../../texts/details-texts.ts';
import { addDays, type Day, weekdayOf } from '../calendar.ts';
import { dueDay } from '../due-state.ts';
import { describeRecurrence, mondayFirst, readRecurrence, untilDay, writeRecurrence } from '../recurrence.ts';
import styles from './recurrence-field.module.css';
import field from './task-details.module.css';

const texts = detailsTexts.recurrence;
const FREQUENCIES: readonly (Frequency | '')[] = ['', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const ENDINGS = ['never', 'count', 'until'] as const;
const USUAL_COUNT = 10;
const USUAL_DAYS = 90;

export interface RecurrenceFieldProps {
  readonly task: Task;
  readonly onChange: (change: TaskChange) => void;
}

/** How a task comes again, once it is done. */
export function RecurrenceField({ task, onChange }: RecurrenceFieldProps): ReactNode {
  const selectId = useId();
  const due = dueDay(task);
  const rule = readRecurrence(task.recurrence);
  const set = (next: Recurrence | undefined): void =>
    onChange({
      recurrence: next === undefined ? null : writeRecurrence(next),
      // A moment keeps its hour where it was meant.
      ...(next !== undefined && task.dueAt !== undefined && task.timeZone === undefined
        ? { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }
        : {}),
    });
  const choose = (frequency: Frequency | ''): void => {
    if (frequency === '') set(undefined);
    else {
      // What it named of days was about the unit that it had.
      const { interval = 1, count, until } = rule ?? {};
      const end = { ...(count === undefined ? {} : { count }), ...(until === undefined ? {} : { until }) };
      set({ ...plainRecurrence(frequency), interval, ...end });
    }
  };
  return (
    <div className={field.field}>
      <label htmlFor={selectId}>{texts.label}</label>
      <select
        id={selectId}
        className={field.control}
        value={rule?.frequency ?? ''}
        disabled={due === undefined}
        onChange={(event) =>
          choose(FREQUENCIES.find((frequency) => frequency === event.currentTarget.value) ?? '')
        }
      >
        {FREQUENCIES.map((frequency) => (
          <option key={frequency} value={frequency}>
            {due === undefined ? texts.needsDue : texts.frequencies[frequency]}
          </option>
        ))}
      </select>
      {rule !== undefined && due !== undefined && task.recurrence !== undefined && (
        <div className={styles.rule}>
          <RuleFields rule={rule} due={due} onChange={set} />
          <p className={styles.words}>
            <strong>{describeRecurrence(task.recurrence)}.</strong> {texts.completingMakes}
          </p>
        </div>
      )}
    </div>
  );
}

interface RuleFieldsProps {
  readonly rule: Recurrence;
  readonly due: Day;
  readonly onChange: (rule: Recurrence) => void;
}

function RuleFields({ rule, due, onChange }: RuleFieldsProps): ReactNode {
  const { count, until, ...endless } = rule;
  const ending = count !== undefined ? 'count' : until !== undefined ? 'until' : 'never';
  const end = (choice: (typeof ENDINGS)[number]): void => {
    if (choice === 'never') onChange(endless);
    else if (choice === 'count') onChange({ ...endless, count: USUAL_COUNT });
    else onChange({ ...endless, until: compactDay(addDays(due, USUAL_DAYS)) });
  };
  // Without days, a weekly rule is about the day on which the task is due.
  const days = rule.days.length === 0 ? [weekdayOf(due)] : rule.days.map(({ weekday }) => weekday);
  return (
    <>
      <div className={styles.line}>
        {texts.every}
        <NumberInput
          label={texts.interval}
          value={rule.interval}
          most={999}
          onChange={(interval) => onChange({ ...rule, interval })}
        />
        {texts.units(rule.frequency, rule.interval)}
      </div>
      {rule.frequency === 'WEEKLY' && (
        <fieldset className={styles.days}>
          <legend className="visually-hidden">{texts.days}</legend>
          {mondayFirst([0, 1, 2, 3, 4, 5, 6]).map((day) => (
            <button
              key={day}
              type="button"
              className={styles.day}
              aria-pressed={days.includes(day)}
              onClick={() => {
                const next = days.includes(day) ? days.filter((other) => other !== day) : [...days, day];
                onChange({ ...rule, days: next.map((weekday) => ({ weekday })) });
              }}
            >
              <span aria-hidden="true">{texts.shortDays[day]}</span>
              <span className="visually-hidden">{texts.dayNames[day]}</span>
            </button>
          ))}
        </fieldset>
      )}
      <div className={styles.line}>
        <label className={styles.line}>
          {texts.ends}
          <select
            className={styles.control}
            value={ending}
            onChange={(event) =>
              end(ENDINGS.find((choice) => choice === event.currentTarget.value) ?? 'never')
            }
          >
            {ENDINGS.map((choice) => (
              <option key={choice} value={choice}>
                {texts.endings[choice]}
              </option>
            ))}
          </select>
        </label>
        {count !== undefined && (
          <>
            <NumberInput
              label={texts.times}
              value={count}
              most={9999}
              onChange={(next) => onChange({ ...endless, count: next })}
            />
            {texts.times}
          </>
        )}
        {until !== undefined && (
          <input
            key={until}
            type="date"
            className={styles.control}
            aria-label={texts.lastDay}
            defaultValue={untilDay(until)}
            min={due}
            max="9999-12-31"
            onBlur={(event) => {
              const day = event.currentTarget.value;
              if (day >= due && compactDay(day) !== until) onChange({ ...endless, until: compactDay(day) });
            }}
          />
        )}
      </div>
    </>
  );
}

interface NumberInputProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A number of 1 and more, taken when one leaves the field. */
function NumberInput({ label, value, most, onChange }: NumberInputProps): ReactNode {
  return (
    <input
      key={value}
      type="number"
      className={styles.number}
      aria-label={label}
      defaultValue={value}
      min={1}
      max={most}
      onBlur={(event) => {
        const next = event.currentTarget.valueAsNumber;
        if (Number.isInteger(next) && next >= 1 && next <= most && next !== value) onChange(next);
        else event.currentTarget.value = String(value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

function compactDay(day: Day): string {
  return day.replaceAll('-', '');
}
