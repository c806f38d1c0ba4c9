import type { Task, TaskChange } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { fieldTexts } from '../../texts/field-texts.ts';
import { taskTexts } from '../../texts/task-texts.ts';
import { addDays, dayOf, localMoment, twoDigits, weekdayOf } from '../calendar.ts';
import { dueDay } from '../due-state.ts';
import styles from './due-field.module.css';
import field from './task-details.module.css';

export interface DueFieldProps {
  readonly task: Task;
  readonly onChange: (change: TaskChange) => void;
}

/** The day a task is due, and the time of day if it has one. */
export function DueField({ task, onChange }: DueFieldProps): ReactNode {
  const [day, setDay] = useState(dueDay(task) ?? '');
  const [time, setTime] = useState(timeOf(task));
  const today = dayOf(new Date());
  // Until Monday, or a week on Mondays.
  const nextWeek = addDays(today, ((8 - weekdayOf(today)) % 7) + (weekdayOf(today) === 1 ? 7 : 0));

  const send = (nextDay: string, nextTime: string): void => {
    setDay(nextDay);
    setTime(nextDay === '' ? '' : nextTime);
    const change = dueChange(nextDay, nextTime);
    if (change.dueOn === (task.dueOn ?? null) && change.dueAt === (task.dueAt ?? null)) return;
    // What is never due does not come again.
    onChange(nextDay === '' && task.recurrence !== undefined ? { ...change, recurrence: null } : change);
  };
  // While a date is typed it is a day of the first centuries for a moment.
  const sendTyped = (): void => {
    if (day === '' || day >= '1970') send(day, time);
  };

  return (
    <fieldset className={styles.due}>
      <legend className={styles.legend}>{fieldTexts.due}</legend>
      <div className={styles.inputs}>
        <input
          type="date"
          className={field.control}
          aria-label={fieldTexts.dueDay}
          value={day}
          max="9999-12-31"
          onChange={(event) => setDay(event.currentTarget.value)}
          onBlur={sendTyped}
        />
        <input
          type="time"
          className={field.control}
          aria-label={fieldTexts.dueTime}
          value={time}
          disabled={day === ''}
          onChange={(event) => setTime(event.currentTarget.value)}
          onBlur={sendTyped}
        />
      </div>
      <div className={styles.quick}>
        {(
          [
            [taskTexts.groups.today, today],
            [taskTexts.groups.tomorrow, addDays(today, 1)],
            [fieldTexts.nextWeek, nextWeek],
            [fieldTexts.noDate, ''],
          ] as const
        ).map(([name, choice]) => (
          <button
            key={name}
            type="button"
            className={styles.choice}
            aria-pressed={day === choice}
            onClick={() => send(choice, time)}
          >
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function timeOf({ dueAt }: Task): string {
  if (dueAt === undefined) return '';
  const moment = new Date(dueAt);
  return `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;
}

function dueChange(day: string, time: string): Required<Pick<TaskChange, 'dueOn' | 'dueAt'>> {
  if (day === '') return { dueOn: null, dueAt: null };
  if (time === '') return { dueOn: day, dueAt: null };
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { dueOn: null, dueAt: localMoment(day, hours, minutes) };
}
