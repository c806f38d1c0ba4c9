import type { Task } from '@taskyard/client';
import type { DragEvent } from 'react';
import { useStore } from '../shell/store.ts';
import { type DropPlace, draggedTask, dropPlace, markDropPlace, takeDrop } from './dragged-task.ts';

/** What is called when a task is dropped beside another one. */
export type OnDrop = (dropped: Task, place: DropPlace) => void;

export interface RowDrag {
  /** On which side of the row a dragged task would come to stand. */
  readonly side: DropPlace['side'] | undefined;
  readonly handlers: {
    readonly draggable: boolean;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Lets a row be dragged with the mouse, and others be dropped beside it. */
export function useRowDrag(task: Task, onDrop: OnDrop | undefined): RowDrag | undefined {
  const side = useStore(dropPlace, (place) => (place?.besideId === task.id ? place.side : undefined));
  if (onDrop === undefined) return undefined;
  return {
    side,
    handlers: {
      draggable: true,
      onDragStart(event) {
        // A finger on the grip has begun a drag of its own.
        if (draggedTask.get()?.id === task.id) {
          event.preventDefault();
          return;
        }
        draggedTask.set(task);
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', task.title);
      },
      onDragEnd: () => void takeDrop(),
      onDragOver(event) {
        const dragged = draggedTask.get();
        if (dragged === undefined || dragged.id === task.id) return;
        event.preventDefault();
        markDropPlace(event.currentTarget, task.id, event.clientY);
      },
      onDragLeave(event) {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) dropPlace.set(undefined);
      },
      onDrop(event) {
        event.preventDefault();
        const drop = takeDrop();
        if (drop !== undefined) onDrop(drop.task, drop.place);
      },
    },
  };
}
