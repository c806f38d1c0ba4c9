import type { Task } from '@taskyard/client';
import { type DragEvent, useState } from 'react';
import { draggedTask } from './dragged-task.ts';

/** Where a dragged task would come to stand beside a row. */
export type DropSide = 'before' | 'after';

export interface RowDrag {
  readonly side: DropSide | undefined;
  readonly handlers: {
    readonly draggable: boolean;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Lets a row be dragged, and others be dropped beside it; `onDrop` is told which and on what side. */
export function useRowDrag(
  task: Task,
  onDrop: ((task: Task, side: DropSide) => void) | undefined,
): RowDrag | undefined {
  const [side, setSide] = useState<DropSide>();
  if (onDrop === undefined) return undefined;
  return {
    side,
    handlers: {
      draggable: true,
      onDragStart(event) {
        draggedTask.set(task);
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', task.title);
      },
      onDragEnd: () => draggedTask.set(undefined),
      onDragOver(event) {
        const dragged = draggedTask.get();
        if (dragged === undefined || dragged.id === task.id) return;
        event.preventDefault();
        const { top, height } = event.currentTarget.getBoundingClientRect();
        setSide(event.clientY < top + height / 2 ? 'before' : 'after');
      },
      onDragLeave(event) {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setSide(undefined);
      },
      onDrop(event) {
        event.preventDefault();
        const dragged = draggedTask.get();
        setSide(undefined);
        if (dragged !== undefined && side !== undefined) onDrop(dragged, side);
      },
    },
  };
}
