import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

interface Consumption {
  readonly CapacityUnits?: number;
}

/** The client, asking with each call what it consumes; `spent` gives the units since it was asked before. */
export function metered(client: DynamoDBClient): { readonly client: DynamoDBClient; spent(): number } {
  let units = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const { output, response } = await next({
        ...args,
        input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
      });
      const { ConsumedCapacity }: { ConsumedCapacity?: Consumption | Consumption[] } = output as object;
      for (const each of [ConsumedCapacity ?? []].flat()) units += each.CapacityUnits ?? 0;
      return { output, response };
    },
    { step: 'initialize', name: 'metered' },
  );
  return {
    client,
    spent() {
      const spent = units;
      units = 0;
      return spent;
    },
  };
}
