import type { Task } from '@taskyard/client';
import { type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../shell/icons.tsx';
import { draggedTask, markDropPlace, takeDrop } from './dragged-task.ts';
import styles from './task-row.module.css';
import type { OnDrop } from './use-row-drag.ts';

/** So near to the edge of the screen, in pixels, the list scrolls under a finger that drags. */
const EDGE = 90;
const SCROLL_STEP = 9;

export interface RowGripProps {
  readonly task: Task;
  readonly onDrop: OnDrop;
}

/**
 * Where a finger or a pen takes hold of a row; everywhere else it scrolls. A mouse drags the row itself, and the
 * keyboard has its keys, so it is nothing to those who do not see it.
 */
export function RowGrip({ task, onDrop }: RowGripProps): ReactNode {
  const scrolling = useRef(0);
  const pointer = useRef({ x: 0, y: 0 });
  const stopScrolling = (): void => {
    cancelAnimationFrame(scrolling.current);
    scrolling.current = 0;
  };
  useEffect(() => () => cancelAnimationFrame(scrolling.current), []);

  const mark = (): void => {
    const { x, y } = pointer.current;
    const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-task-id]');
    if (row?.dataset.taskId !== undefined) markDropPlace(row, row.dataset.taskId, y);
  };
  const scroll = (): void => {
    const { y } = pointer.current;
    const by = y < EDGE ? -SCROLL_STEP : y > window.innerHeight - EDGE ? SCROLL_STEP : 0;
    window.scrollBy(0, by);
    if (by !== 0) mark();
    scrolling.current = requestAnimationFrame(scroll);
  };
  const drags = ({ pointerType }: PointerEvent): boolean =>
    pointerType !== 'mouse' && draggedTask.get()?.id === task.id;

  return (
    <span
      className={styles.grip}
      aria-hidden="true"
      data-grip
      onPointerDown={(event) => {
        if (event.pointerType === 'mouse' || !event.isPrimary) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pointer.current = { x: event.clientX, y: event.clientY };
        draggedTask.set(task);
        scrolling.current = requestAnimationFrame(scroll);
      }}
      onPointerMove={(event) => {
        if (!drags(event)) return;
        // Beside the list it counts as well.
        pointer.current = { x: pointer.current.x, y: event.clientY };
        mark();
      }}
      onPointerUp={(event) => {
        if (!drags(event)) return;
        stopScrolling();
        const drop = takeDrop();
        if (drop !== undefined) onDrop(drop.task, drop.place);
      }}
      onPointerCancel={(event) => {
        if (!drags(event)) return;
        stopScrolling();
        takeDrop();
      }}
    >
      <Icon name="grip" size={18} />
    </span>
  );
}
