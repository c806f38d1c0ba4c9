import { AwsError } from '../../aws/aws-error.ts';
import { isQueue } from '../event-source/event-source-mapping.ts';
import { mappingAnswer } from '../event-source/mapping-answer.ts';
import { checkMembers, mappingsOf } from '../event-source/mapping-call.ts';
import { isEventSource, mappingSettings } from '../event-source/mapping-settings.ts';
import { parseFunctionReference, validationError } from '../function-name.ts';
import { functionArn } from '../function-record.ts';
import { bodyMembers, invalidParameter, type LambdaOperation, optionalText } from '../lambda-call.ts';
import { tagsOf } from '../tags.ts';
import { json } from '../wire.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping: LambdaOperation = async (call) => {
  const { account } = call;
  const members = bodyMembers(call);
  const target = parseFunctionReference(account, optionalText(members, 'FunctionName') ?? '');
  const { name, qualifier } = target;
  const context = { 'lambda:FunctionArn': functionArn(account, name, qualifier) };
  call.caller.authorize({ action: 'lambda:CreateEventSourceMapping', resource: '*', context });
  const source = optionalText(members, 'EventSourceArn');
  if (source === undefined) throw invalidParameter('Unrecognized event source.');
  if (!isEventSource(source, true)) {
    throw invalidParameter('Only DynamoDB streams and queues are supported as event sources.');
  }
  checkMembers(members);
  if (!isQueue({ eventSourceArn: source })) checkStart(members.StartingPosition);
  if (call.functions.get(name) === undefined) throw invalidParameter('Function does not exist');
  const mappings = mappingsOf(call);
  const known = mappings
    .list()
    .find((own) => own.eventSourceArn === source && JSON.stringify(own.target) === JSON.stringify(target));
  if (known !== undefined) {
    throw new AwsError(
      'ResourceConflictException',
      `The event source arn (" ${source} ") and function (" ${name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${known.uuid}`,
      409,
    );
  }
  const mapping = {
    ...mappingSettings(account, members),
    tags: tagsOf(members.Tags),
    lastModified: call.now(),
    uuid: call.newId(),
  };
  await mappings.put(mapping);
  return json(202, mappingAnswer(account, mapping, 'Creating'), call.request);
};

function checkStart(position: unknown): void {
  if (position === 'LATEST' || position === 'TRIM_HORIZON') return;
  if (position === undefined || position === null) {
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  throw validationError(
    'startingPosition',
    String(position),
    'Member must satisfy enum value set: [LATEST, TRIM_HORIZON]',
  );
}
