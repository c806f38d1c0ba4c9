import { describeAnswers, FULL, key, SIMPLE, update } from './answer-rows.ts';

describeAnswers('UpdateItem', [
  [
    ...update('SET a = s + :s', { ':s': { N: '1' } }),
    'An operand in the update expression has an incorrect data type',
  ],
  [
    ...update('SET a = list_append(n, :s)', { ':s': { L: [{ N: '1' }] } }),
    'An operand in the update expression has an incorrect data type',
  ],
  [
    ...update('ADD s :a', { ':a': { N: '1' } }),
    'An operand in the update expression has an incorrect data type',
  ],
  [
    ...update('ADD ss :a', { ':a': { NS: ['1'] } }),
    'An operand in the update expression has an incorrect data type',
  ],
  [...update('ADD m.zz :a', { ':a': { N: '1' } }), { Attributes: { m: { M: { zz: { N: '1' } } } } }],
  [
    ...update('DELETE ss :a', { ':a': { NS: ['1'] } }),
    'An operand in the update expression has an incorrect data type',
  ],
  [
    ...update('DELETE n :a', { ':a': { SS: ['1'] } }),
    'An operand in the update expression has an incorrect data type',
  ],
  [...update('REMOVE l[7]'), {}],
  [
    ...update('SET n.z = :a', { ':a': { N: '1' } }),
    'The document path provided in the update expression is invalid for update',
  ],
  [
    ...update('SET l.z = :a', { ':a': { N: '1' } }),
    'The document path provided in the update expression is invalid for update',
  ],
  [
    ...update('SET m[0] = :a', { ':a': { N: '1' } }),
    'The document path provided in the update expression is invalid for update',
  ],
  [...update('SET l[9] = :a', { ':a': { N: '1' } }), {}],
  [
    ...update('SET n = n + :a', { ':a': { N: '9.9E125' } }),
    'Attempting to store more than 38 significant digits in a Number',
  ],
  [
    ...update('SET n = n + :a', { ':a': { N: '1E40' } }),
    'Attempting to store more than 38 significant digits in a Number',
  ],
  [
    ...update('SET l[0] = :a REMOVE l[1]', { ':a': { N: '7' } }),
    { Attributes: { l: { L: [{ N: '7' }, { N: '1' }] } } },
  ],
  [
    ...update('SET m.x = m.x + :a, m.w = if_not_exists(m.w, :a)', { ':a': { N: '7' } }),
    { Attributes: { m: { M: { x: { N: '8' }, w: { N: '7' } } } } },
  ],
  [...update(''), 'Invalid UpdateExpression: The expression can not be empty;'],
  [...update('SET'), 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET"'],
  [...update('SET a'), 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "a"'],
  [...update('a = :a'), 'Invalid UpdateExpression: Syntax error; token: "a", near: "a ="'],
  [
    ...update('SET a = :a'),
    'Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :a',
  ],
  [
    ...update('SET a = :a,', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: ","',
  ],
  [
    ...update('SET a = :a SET b = :a', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
  ],
  [
    ...update('SET a = :a, a = :a', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
  ],
  [
    ...update('SET m.x = :a, m = :a', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m]',
  ],
  [
    ...update('SET m.x = :a, m[0] = :a', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m, [0]]',
  ],
  [
    ...update('SET pk = :a', { ':a': { S: '1' } }),
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  [
    ...update('REMOVE pk'),
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  [...update('SET a = b'), 'The provided expression refers to an attribute that does not exist in the item'],
  [
    ...update('SET a = n + :s', { ':s': { S: '1' } }),
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S',
  ],
  [
    ...update('SET a = missing + :s', { ':s': { N: '1' } }),
    'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: missing',
  ],
  [
    ...update('SET a = list_append(l, :s)', { ':s': { N: '1' } }),
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: N',
  ],
  [
    ...update('SET a = list_append(missing, :s)', { ':s': { L: [{ N: '1' }] } }),
    'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: missing',
  ],
  [
    ...update('SET a = if_not_exists(:s, :s)', { ':s': { L: [{ N: '1' }] } }),
    'Invalid UpdateExpression: Operator or function requires a document path; operator or function: if_not_exists',
  ],
  [...update('SET a = if_not_exists(n)', {}), 'ExpressionAttributeValues must not be empty'],
  [...update('SET a = foo(n)'), 'Invalid UpdateExpression: Invalid function name; function: foo'],
  [
    ...update('SET a = attribute_exists(n)'),
    'Invalid UpdateExpression: The function is not allowed in an update expression; function: attribute_exists',
  ],
  [
    ...update('SET a = n * :a', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: Syntax error; token: "*", near: "n * :a"',
  ],
  [...update('SET a = n + n + n'), 'Invalid UpdateExpression: Syntax error; token: "+", near: "n + n"'],
  [
    ...update('ADD n :a', { ':a': { S: '1' } }),
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
  ],
  [...update('ADD n n'), 'Invalid UpdateExpression: Syntax error; token: "n", near: "n n"'],
  [
    ...update('ADD l :a', { ':a': { L: [{ N: '1' }] } }),
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND',
  ],
  [
    ...update('ADD q.zz :a', { ':a': { N: '1' } }),
    'The document path provided in the update expression is invalid for update',
  ],
  [...update('DELETE nope :a', { ':a': { SS: ['1'] } }), {}],
  [...update('REMOVE q.z'), 'The document path provided in the update expression is invalid for update'],
  [
    ...update('SET q.z = :a', { ':a': { N: '1' } }),
    'The document path provided in the update expression is invalid for update',
  ],
  [
    ...update('SET name = :a', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name',
  ],
  [
    ...update('SET #n = :a', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: An expression attribute name used in the document path is not defined; attribute name: #n',
  ],
  [
    ...update('SET a = :a', { ':a': { N: '1' }, ':b': { N: '1' } }),
    'Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}',
  ],
  [
    ...update('SET a = :a FOO', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: Syntax error; token: "FOO", near: ":a FOO"',
  ],
  [
    ...update(
      'SET a = :a',
      { ':a': { N: '1' } },
      { AttributeUpdates: { a: { Action: 'PUT', Value: { N: '1' } } } },
    ),
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}',
  ],
  [
    ...update('SET a = :a', { ':a': { S: 'a'.repeat(409600) } }),
    'Item size to update has exceeded the maximum allowed size',
  ],
  [
    'no expression',
    'UpdateItem',
    { ...SIMPLE, Key: key('new'), ReturnValues: 'ALL_NEW' },
    { Attributes: { pk: { S: 'new' } } },
  ],
  ['no expression old', 'UpdateItem', { ...SIMPLE, Key: key('new2'), ReturnValues: 'ALL_OLD' }, {}],
  [
    'update old none',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: key('new3'),
      UpdateExpression: 'SET a = :a',
      ExpressionAttributeValues: { ':a': { N: '1' } },
      ReturnValues: 'UPDATED_OLD',
    },
    {},
  ],
  [
    'ReturnValues bad',
    'UpdateItem',
    { ...SIMPLE, Key: key('new3'), ReturnValues: 'X' },
    "1 validation error detected: Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
  ],
  [
    'condition fail missing',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: key('new4'),
      UpdateExpression: 'SET a = :a',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':a': { N: '1' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
    { __type: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
  ],
  [
    'local index update',
    'UpdateItem',
    {
      ...FULL,
      Key: { ...key('z'), sk: { N: '1' } },
      UpdateExpression: 'SET l = :l, g = :g',
      ExpressionAttributeValues: { ':l': { S: 'l2' }, ':g': { S: 'g2' } },
      ReturnConsumedCapacity: 'INDEXES',
      ReturnItemCollectionMetrics: 'SIZE',
    },
    {
      ConsumedCapacity: {
        TableName: 'full',
        CapacityUnits: 3,
        Table: { CapacityUnits: 1 },
        GlobalSecondaryIndexes: { gsi: { CapacityUnits: 1 } },
        LocalSecondaryIndexes: { lsi: { CapacityUnits: 1 } },
      },
      ItemCollectionMetrics: { ItemCollectionKey: { pk: { S: 'z' } }, SizeEstimateRangeGB: [0, 1] },
    },
  ],
  [
    'global index type update',
    'UpdateItem',
    {
      ...FULL,
      Key: { ...key('z'), sk: { N: '1' } },
      UpdateExpression: 'SET g = :g',
      ExpressionAttributeValues: { ':g': { N: '1' } },
    },
    'One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi',
  ],
  [
    'legacy add no',
    'UpdateItem',
    { ...SIMPLE, Key: key(), AttributeUpdates: { pk: { Action: 'PUT', Value: { S: 'x' } } } },
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  ],
  [
    'legacy add s',
    'UpdateItem',
    { ...SIMPLE, Key: key(), AttributeUpdates: { zz: { Action: 'ADD', Value: { S: 'x' } } } },
    'One or more parameter values were invalid: ADD action is not supported for the type S',
  ],
  [
    'legacy delete',
    'UpdateItem',
    { ...SIMPLE, Key: key(), AttributeUpdates: { zz: { Action: 'PUT' } } },
    'One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified',
  ],
]);
