import { createClient } from '@taskyard/client';
import { expect, inject, it } from 'vitest';
import { fillAccount } from '../seed/fill-account.ts';
import { readOutputs } from '../support/outputs.ts';
import { newPerson } from '../support/person.ts';

it('a demo account is filled once, however often it is asked for', async () => {
  const outputs = readOutputs(inject('outputsFile'));
  const { accessToken } = await newPerson(outputs, 'demo');
  const client = createClient({ baseUrl: outputs.PeopleApiUrl, token: accessToken });
  const now = new Date();
  const first = await fillAccount(client, now);
  expect(await fillAccount(client, now)).toEqual(first);
  const titles: string[] = [];
  for await (const page of client.pages('listTasks', { query: { pageSize: 100 } })) {
    titles.push(...page.items.map(({ title }) => title));
  }
  expect(titles).toHaveLength(first.tasks);
  const lists = await client.listLists({ query: {} });
  expect(lists.body.items.map(({ name }) => name)).toEqual(expect.arrayContaining(['Office', 'Release']));
  const notes = await client.listNotes({ query: {} });
  expect(notes.body.items).toHaveLength(first.notes);
});
