import { expect, it } from 'vitest';
import { noteSummary } from './noted-summary.ts';
import type { SupportFinding } from './support-check.ts';

const note = (type: string, property: string | undefined, reason: string): SupportFinding => ({
  ...{ outcome: 'noted', stackName: 'S', logicalId: 'L', type, reason },
  ...(property === undefined ? {} : { property }),
});

it('has a line for each reason, and loses none of what is left out', () => {
  const [bucket, key, plan, alarm] = ['AWS::S3::Bucket', 'A::Key', 'A::Plan', 'AWS::CloudWatch::Alarm'];
  expect(
    noteSummary([
      note(bucket, 'BucketEncryption', 'nothing is encrypted'),
      note(plan, 'Description', 'descriptions are not kept'),
      note(key, 'Description', 'descriptions are not kept'),
      note(key, 'Description', 'descriptions are not kept'),
      note(key, 'Comment', 'descriptions are not kept'),
      note(alarm, undefined, 'alarms do not ring'),
      note(bucket, 'BucketEncryption', 'nothing is encrypted'),
    ]),
  ).toEqual([
    '4 × Description of A::Key (2), A::Plan (1); Comment of A::Key: descriptions are not kept',
    '2 × BucketEncryption of AWS::S3::Bucket: nothing is encrypted',
    '1 × AWS::CloudWatch::Alarm: alarms do not ring',
  ]);
  expect(noteSummary([])).toEqual([]);
});
