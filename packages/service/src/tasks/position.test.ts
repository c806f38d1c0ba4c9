import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SYSTEM_SOURCES } from '../sources.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { lastPosition, positionBetween } from './position.ts';

const newId = createUuidV7(SYSTEM_SOURCES);

it('new tasks come last, each with a place of its own', () => {
  const positions = Array.from({ length: 1000 }, () => lastPosition(newId()));
  expect([...positions].sort()).toEqual(positions);
  expect(new Set(positions).size).toBe(positions.length);
});

it('whatever is put wherever lies between its neighbours', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 80 }), (places) => {
      const order: string[] = [];
      for (const place of places) {
        const at = place % (order.length + 1);
        order.splice(at, 0, positionBetween(order[at - 1], order[at], newId()));
      }
      expect([...order].sort()).toEqual(order);
      expect(new Set(order).size).toBe(order.length);
    }),
  );
});

it('many who put something into the same gap at once do not collide, and what comes later is last', () => {
  const [low, high] = [lastPosition(newId()), lastPosition(newId())];
  const inside = Array.from({ length: 500 }, () => positionBetween(low, high, newId()));
  expect(new Set(inside).size).toBe(500);
  const end = positionBetween(high, undefined, newId());
  expect(lastPosition(newId()) > end).toBe(true);
});

it('grows slowly when everything is put into the same place', () => {
  const high = lastPosition(newId());
  let low = positionBetween(undefined, high, newId());
  for (let count = 0; count < 500; count += 1) low = positionBetween(low, high, newId());
  expect(low.length).toBeLessThan(200);
});
