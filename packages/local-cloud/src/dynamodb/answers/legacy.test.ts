import { describeAnswers, key, SIMPLE } from './answer-rows.ts';

describeAnswers('legacy parameters', [
  [
    'Expected value',
    'PutItem',
    { ...SIMPLE, Item: key(), Expected: { n: { Value: { N: '4' } } } },
    { __type: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
  ],
  [
    'Expected exists false',
    'PutItem',
    { ...SIMPLE, Item: key(), Expected: { pk: { Exists: false } } },
    { __type: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
  ],
  [
    'Expected exists true no value',
    'PutItem',
    { ...SIMPLE, Item: key(), Expected: { pk: { Exists: true } } },
    'One or more parameter values were invalid: Value must be provided when Exists is true for Attribute: pk',
  ],
  [
    'Expected false with value',
    'PutItem',
    { ...SIMPLE, Item: key(), Expected: { pk: { Exists: false, Value: { S: 'a' } } } },
    'One or more parameter values were invalid: Value cannot be used when Exists is false for Attribute: pk',
  ],
  [
    'Expected empty',
    'PutItem',
    { ...SIMPLE, Item: key(), Expected: { pk: {} } },
    'One or more parameter values were invalid: Value must be provided when Exists is null for Attribute: pk',
  ],
  [
    'Expected AttributeValueList no operator',
    'PutItem',
    { ...SIMPLE, Item: key(), Expected: { pk: { AttributeValueList: [{ S: 'a' }] } } },
    'One or more parameter values were invalid: AttributeValueList can only be used with a ComparisonOperator for Attribute: pk',
  ],
  [
    'Expected both',
    'PutItem',
    { ...SIMPLE, Item: key(), Expected: { pk: { AttributeValueList: [{ S: 'a' }], Value: { S: 'a' } } } },
    'One or more parameter values were invalid: Value and AttributeValueList cannot be used together for Attribute: pk',
  ],
  [
    'Expected operator no value',
    'PutItem',
    { ...SIMPLE, Item: key(), Expected: { pk: { ComparisonOperator: 'EQ' } } },
    'One or more parameter values were invalid: Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: pk',
  ],
  [
    'Expected null with value',
    'PutItem',
    {
      ...SIMPLE,
      Item: key(),
      Expected: { pk: { ComparisonOperator: 'NULL', AttributeValueList: [{ S: 'a' }] } },
    },
    'One or more parameter values were invalid: Invalid number of argument(s) for the NULL ComparisonOperator',
  ],
  [
    'Expected between 1',
    'PutItem',
    {
      ...SIMPLE,
      Item: key(),
      Expected: { pk: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ S: 'a' }] } },
    },
    'One or more parameter values were invalid: Invalid number of argument(s) for the BETWEEN ComparisonOperator',
  ],
  [
    'Expected between rev',
    'PutItem',
    {
      ...SIMPLE,
      Item: key(),
      Expected: { pk: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ S: 'b' }, { S: 'a' }] } },
    },
    'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
  ],
  [
    'Expected lt set',
    'PutItem',
    {
      ...SIMPLE,
      Item: key(),
      Expected: { pk: { ComparisonOperator: 'LT', AttributeValueList: [{ SS: ['b'] }] } },
    },
    'One or more parameter values were invalid: ComparisonOperator LT is not valid for SS AttributeValue type',
  ],
  [
    'Expected in mixed',
    'PutItem',
    {
      ...SIMPLE,
      Item: key(),
      Expected: { pk: { ComparisonOperator: 'IN', AttributeValueList: [{ S: 'b' }, { N: '1' }] } },
    },
    'One or more parameter values were invalid: AttributeValues inside AttributeValueList must be of same type',
  ],
  [
    'Expected bad operator',
    'PutItem',
    {
      ...SIMPLE,
      Item: key(),
      Expected: { pk: { ComparisonOperator: 'XX', AttributeValueList: [{ S: 'b' }] } },
    },
    "1 validation error detected: Value 'XX' at 'expected.pk.member.comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]",
  ],
  [
    'scanfilter',
    'Scan',
    {
      ...SIMPLE,
      ScanFilter: {
        n: { ComparisonOperator: 'GE', AttributeValueList: [{ N: '5' }] },
        s: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ S: 's' }] },
      },
      ConditionalOperator: 'OR',
      Select: 'COUNT',
    },
    { Count: 1, ScannedCount: 1 },
  ],
  [
    'scanfilter one operator',
    'Scan',
    {
      ...SIMPLE,
      ScanFilter: { n: { ComparisonOperator: 'GE', AttributeValueList: [{ N: '5' }] } },
      ConditionalOperator: 'OR',
    },
    'ConditionalOperator can only be used when Filter or Expected has two or more elements',
  ],
  [
    'scanfilter+FilterExpression',
    'Scan',
    {
      ...SIMPLE,
      ScanFilter: { n: { ComparisonOperator: 'GE', AttributeValueList: [{ N: '5' }] } },
      FilterExpression: 'n = :n',
      ExpressionAttributeValues: { ':n': { N: '1' } },
    },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {ScanFilter} Expression parameters: {FilterExpression}',
  ],
  [
    'AttributeUpdates+ConditionExpression',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: key(),
      AttributeUpdates: { a: { Value: { N: '1' } } },
      ConditionExpression: 'attribute_exists(pk)',
    },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates} Expression parameters: {ConditionExpression}',
  ],
  [
    'AttributeUpdates add',
    'UpdateItem',
    {
      ...SIMPLE,
      Key: key(),
      AttributeUpdates: {
        l: { Action: 'ADD', Value: { L: [{ N: '9' }] } },
        n: { Action: 'ADD', Value: { N: '1' } },
        s: { Action: 'DELETE' },
        ss: { Action: 'DELETE', Value: { SS: ['a'] } },
      },
      ReturnValues: 'ALL_NEW',
    },
    {
      Attributes: {
        pk: { S: 'a' },
        n: { N: '6' },
        l: { L: [{ N: '1' }, { N: '2' }, { N: '9' }] },
        m: { M: { x: { N: '1' }, y: { L: [{ S: 'q' }] } } },
        ss: { SS: ['b'] },
        nul: { NULL: true },
      },
    },
  ],
  [
    'AttributeUpdates add bad',
    'UpdateItem',
    { ...SIMPLE, Key: key(), AttributeUpdates: { n: { Action: 'ADD', Value: { SS: ['1'] } } } },
    'Type mismatch for attribute to update',
  ],
  [
    'AttributeUpdates delete type',
    'UpdateItem',
    { ...SIMPLE, Key: key(), AttributeUpdates: { ss: { Action: 'DELETE', Value: { NS: ['1'] } } } },
    'Type mismatch for attribute to update',
  ],
  [
    'AttributeUpdates bad',
    'UpdateItem',
    { ...SIMPLE, Key: key(), AttributeUpdates: { ss: { Action: 'FOO', Value: { NS: ['1'] } } } },
    "1 validation error detected: Value 'FOO' at 'attributeUpdates.ss.member.action' failed to satisfy constraint: Member must satisfy enum value set: [ADD, PUT, DELETE]",
  ],
]);
