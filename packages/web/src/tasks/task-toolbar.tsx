import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import { Icon } from '../shell/icons.tsx';
import { detailsTexts } from '../texts/details-texts.ts';
import { taskTexts } from '../texts/task-texts.ts';
import { toolbarTexts } from '../texts/toolbar-texts.ts';
import type { Person } from './lists/people.ts';
import { readTaskSearch, sortOf, TASK_SORTS, TASK_VIEWS, type TaskSearch } from './task-search.ts';
import styles from './task-toolbar.module.css';
import { TASK_PRIORITIES } from './task-words.ts';

export interface TaskToolbarProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  /** Others than oneself whose tasks there are. */
  readonly assignees: readonly Person[];
  /** Whether one may choose among open, done and the others, and how they are sorted. */
  readonly full: boolean;
  /** Whether these are the tasks of one list, which has an order of its own. */
  readonly inList?: boolean;
  /** Begins to choose tasks; without it, none can be chosen. */
  readonly onChoose?: () => void;
}

/** Which tasks, in which order. All of it is in the address. */
export function TaskToolbar({
  input,
  labels,
  assignees,
  full,
  inList = false,
  onChoose,
}: TaskToolbarProps): ReactNode {
  const search = useSearch({ strict: false }) as TaskSearch;
  const navigate = useNavigate();
  const set = (change: { readonly [Name in keyof TaskSearch]: TaskSearch[Name] | undefined }): void =>
    void navigate({ to: '.', search: (old) => readTaskSearch({ ...old, ...change }), replace: true });
  const choice = (value: string): string | undefined => (value === '' ? undefined : value);
  // A label may be in the address and on no task any more, or somebody who has left.
  const strangers =
    search.assignee === undefined ||
    ['me', 'nobody', ...assignees.map(({ id }) => id)].includes(search.assignee)
      ? []
      : [{ id: search.assignee, name: detailsTexts.people.gone }];
  const labelNames = [
    ...new Set([...(search.label === undefined ? [] : [search.label]), ...labels.map(({ label }) => label)]),
  ];
  return (
    <search className={styles.bar}>
      {full && (
        <fieldset className={styles.views}>
          <legend className="visually-hidden">{toolbarTexts.view}</legend>
          {TASK_VIEWS.map((view) => (
            <button
              key={view}
              type="button"
              className={styles.view}
              aria-pressed={(search.view ?? 'open') === view}
              onClick={() => set({ view: view === 'open' ? undefined : view })}
            >
              {toolbarTexts.views[view]}
            </button>
          ))}
        </fieldset>
      )}
      <label className={styles.search}>
        <Icon name="search" size={16} />
        <span className="visually-hidden">{toolbarTexts.search}</span>
        <input
          ref={input}
          type="search"
          value={search.q ?? ''}
          placeholder={toolbarTexts.search}
          onChange={(event) => set({ q: choice(event.currentTarget.value) })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            set({ q: undefined });
            event.currentTarget.blur();
          }}
        />
      </label>
      <label className={styles.select} data-set={search.label !== undefined || undefined}>
        <Icon name="label" size={16} />
        <span className="visually-hidden">{toolbarTexts.label}</span>
        <select
          value={search.label ?? ''}
          onChange={(event) => set({ label: choice(event.currentTarget.value) })}
        >
          <option value="">{toolbarTexts.anyLabel}</option>
          {labelNames.map((label) => (
            <option key={label} value={label}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.select} data-set={search.priority !== undefined || undefined}>
        <Icon name="flag" size={16} />
        <span className="visually-hidden">{toolbarTexts.priority}</span>
        <select
          value={search.priority ?? ''}
          onChange={(event) =>
            set({ priority: TASK_PRIORITIES.find((name) => name === event.currentTarget.value) })
          }
        >
          <option value="">{toolbarTexts.anyPriority}</option>
          {TASK_PRIORITIES.map((priority) => (
            <option key={priority} value={priority}>
              {taskTexts.priorities[priority]}
            </option>
          ))}
        </select>
      </label>
      {(assignees.length > 0 || search.assignee !== undefined) && (
        <label className={styles.select} data-set={search.assignee !== undefined || undefined}>
          <Icon name="user" size={16} />
          <span className="visually-hidden">{toolbarTexts.assignee}</span>
          <select
            value={search.assignee ?? ''}
            onChange={(event) => set({ assignee: choice(event.currentTarget.value) })}
          >
            <option value="">{toolbarTexts.anyAssignee}</option>
            <option value="me">{toolbarTexts.me}</option>
            <option value="nobody">{toolbarTexts.nobody}</option>
            {[...assignees, ...strangers].map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {full && (
        <label className={styles.select}>
          <Icon name="sort" size={16} />
          <span className="visually-hidden">{toolbarTexts.sort}</span>
          <select
            value={sortOf(search, inList)}
            onChange={(event) => set({ sort: TASK_SORTS.find((name) => name === event.currentTarget.value) })}
          >
            {TASK_SORTS.filter((sort) => inList || sort !== 'manual').map((sort) => (
              <option key={sort} value={sort}>
                {toolbarTexts.sorts[sort]}
              </option>
            ))}
          </select>
        </label>
      )}
      {onChoose !== undefined && (
        <button
          type="button"
          className={styles.choose}
          aria-label={toolbarTexts.choose}
          title={toolbarTexts.choose}
          onClick={onChoose}
        >
          <Icon name="choose" size={18} />
        </button>
      )}
    </search>
  );
}
