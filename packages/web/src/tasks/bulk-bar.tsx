import { ActionIcon, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Task } from '@taskyard/client';
import { type ReactNode, useState } from 'react';
import { Icon } from '../shell/icons.tsx';
import { bulkTexts } from '../texts/bulk-texts.ts';
import { fieldTexts } from '../texts/field-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { changeTasks, deleteTasks, moveTasks } from './batch-tasks.ts';
import styles from './bulk-bar.module.css';
import { addDays, dayOf } from './calendar.ts';
import { useTaskLists } from './lists/list-queries.ts';
import { clearSelection, selectAll } from './selection.ts';
import { isOpen, TASK_PRIORITIES } from './task-words.ts';

export interface BulkBarProps {
  /** Those that are chosen. */
  readonly tasks: readonly Task[];
  /** All that could be. */
  readonly all: readonly Task[];
  /** The labels in use, to choose from. */
  readonly labels: readonly string[];
}

const MOST_LABELS = 20;

/** What one may do to all tasks that are chosen. */
export function BulkBar({ tasks, all, labels }: BulkBarProps): ReactNode {
  const queryClient = useQueryClient();
  const { data: lists = [] } = useTaskLists();
  const [label, setLabel] = useState('');
  const none = tasks.length === 0;
  const complete = tasks.some(({ status }) => isOpen(status));
  const today = dayOf(new Date());
  const days: Readonly<Record<string, string | null>> = {
    today,
    tomorrow: addDays(today, 1),
    nextWeek: addDays(today, 7),
    noDate: null,
  };
  const addLabel = (): void => {
    const name = label.replace(/^#/, '').trim();
    setLabel('');
    if (name === '') return;
    changeTasks(
      queryClient,
      tasks,
      (task) =>
        task.labels.includes(name) || task.labels.length >= MOST_LABELS
          ? undefined
          : { labels: [...task.labels, name] },
      (count) => bulkTexts.labelled(count, name),
    );
  };
  return (
    <section className={styles.bar} aria-label={bulkTexts.title}>
      <span className={styles.count} role="status">
        {bulkTexts.count(tasks.length)}
      </span>
      {tasks.length < all.length && (
        <button type="button" className={styles.all} onClick={() => selectAll(all.map(({ id }) => id))}>
          {bulkTexts.all(all.length)}
        </button>
      )}
      <div className={styles.actions}>
        <Button
          variant="default"
          size="compact-sm"
          disabled={none}
          onClick={() => {
            const status = complete ? 'COMPLETED' : 'PENDING';
            changeTasks(
              queryClient,
              tasks,
              (task) => (isOpen(task.status) === complete ? { status } : undefined),
              (count) => bulkTexts.moved(count, status),
            );
            clearSelection();
          }}
        >
          {complete ? bulkTexts.complete : bulkTexts.reopen}
        </Button>
        <Choice
          label={fieldTexts.priority}
          disabled={none}
          choices={TASK_PRIORITIES.map((priority) => [priority, taskTexts.priorities[priority]])}
          onChoose={(value) => {
            const priority = TASK_PRIORITIES.find((name) => name === value);
            if (priority === undefined) return;
            changeTasks(
              queryClient,
              tasks,
              (task) => (task.priority === priority ? undefined : { priority }),
              (count) => bulkTexts.prioritized(count, priority),
            );
          }}
        />
        <Choice
          label={fieldTexts.due}
          disabled={none}
          choices={Object.keys(days).map((name) => [name, bulkTexts.days[name] ?? name])}
          onChoose={(value) => {
            const day = days[value] ?? null;
            changeTasks(
              queryClient,
              tasks,
              (task) => ({
                dueOn: day,
                dueAt: null,
                ...(day === null && task.recurrence !== undefined ? { recurrence: null } : {}),
              }),
              bulkTexts.dated,
            );
          }}
        />
        <Choice
          label={bulkTexts.move}
          disabled={none}
          choices={lists.filter(({ role }) => role !== 'VIEWER').map(({ id, name }) => [id, name])}
          onChoose={(id) => {
            const list = lists.find((each) => each.id === id);
            if (list !== undefined) moveTasks(queryClient, tasks, list);
            clearSelection();
          }}
        />
        <input
          className={styles.label}
          aria-label={bulkTexts.label}
          placeholder={bulkTexts.label}
          list="bulk-labels"
          maxLength={64}
          value={label}
          disabled={none}
          autoComplete="off"
          onChange={(event) => setLabel(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') addLabel();
          }}
        />
        <datalist id="bulk-labels">
          {labels.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={none}
          aria-label={bulkTexts.delete}
          onClick={() => {
            deleteTasks(queryClient, tasks);
            clearSelection();
          }}
        >
          <Icon name="trash" />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={bulkTexts.end} onClick={clearSelection}>
          <Icon name="close" />
        </ActionIcon>
      </div>
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
}

/** A menu that does something and keeps nothing. */
function Choice({ label, disabled, choices, onChoose }: ChoiceProps): ReactNode {
  return (
    <select
      className={styles.choice}
      aria-label={label}
      value=""
      disabled={disabled}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="" hidden>
        {label}
      </option>
      {choices.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}
