import { ActionIcon, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { cidrFault } from '@taskyard/contract';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useApi } from '../api/api-client.ts';
import { Icon } from '../shell/icons.tsx';
import { showFailure } from '../shell/show-failure.ts';
import { actionTexts } from '../texts/action-texts.ts';
import { fieldTexts } from '../texts/field-texts.ts';
import { networkTexts } from '../texts/network-texts.ts';
import { freeBlock, type PlannedSubnet, subnetFault } from './address-plan.ts';
import { NetworkDrawing } from './network-drawing.tsx';
import styles from './new-network-form.module.css';

export interface NewNetworkFormProps {
  readonly onClose: () => void;
  readonly onCreated: () => void;
}

interface Row extends PlannedSubnet {
  readonly key: number;
}

const MOST_SUBNETS = 16;
const SUBNET_PREFIX = 24;

/** A network that is being planned, drawn while one types. */
export function NewNetworkForm({ onClose, onCreated }: NewNetworkFormProps): ReactNode {
  const api = useApi();
  const [name, setName] = useState('');
  const [cidr, setCidr] = useState('10.0.0.0/16');
  const [rows, setRows] = useState<readonly Row[]>([{ key: 0, name: 'subnet-1', cidr: '10.0.0.0/24' }]);
  const create = useMutation({
    mutationFn: () =>
      api.createNetwork(
        {
          body: { name: name.trim(), cidr, subnets: rows.map((row) => ({ name: row.name, cidr: row.cidr })) },
        },
        { idempotencyKey: crypto.randomUUID() },
      ),
    onSuccess: onCreated,
    onError: showFailure,
  });
  const whole = cidrFault(cidr);
  const faults = rows.map((_row, index) => subnetFault(cidr, rows, index));
  const ready = name.trim() !== '' && whole === undefined && faults.every((fault) => fault === undefined);
  const change = (key: number, members: Partial<PlannedSubnet>): void =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...members } : row)));
  const add = (): void => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    const free = freeBlock(cidr, rows, SUBNET_PREFIX) ?? '';
    setRows([...rows, { key, name: `subnet-${key + 1}`, cidr: free }]);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) create.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={networkTexts.create}>
      <div className={styles.row}>
        <Field label={networkTexts.name} value={name} onChange={setName} autoFocus />
        <Field label={networkTexts.cidr} value={cidr} onChange={setCidr} fault={whole} />
      </div>
      {rows.map((row, index) => (
        <fieldset key={row.key} className={styles.row}>
          <legend className="visually-hidden">{networkTexts.subnet(row.name)}</legend>
          <Field
            label={networkTexts.subnetName}
            value={row.name}
            onChange={(value) => change(row.key, { name: value })}
          />
          <Field
            label={networkTexts.subnetCidr}
            value={row.cidr}
            onChange={(value) => change(row.key, { cidr: value })}
            fault={faults[index]}
          />
          <ActionIcon
            className={styles.remove ?? ''}
            variant="subtle"
            color="gray"
            disabled={rows.length === 1}
            aria-label={fieldTexts.removeLabel(row.name)}
            onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
          >
            <Icon name="close" size={16} />
          </ActionIcon>
        </fieldset>
      ))}
      <div>
        <Button variant="default" size="compact-sm" disabled={rows.length >= MOST_SUBNETS} onClick={add}>
          {networkTexts.addSubnet}
        </Button>
      </div>
      {whole === undefined && <NetworkDrawing cidr={cidr} subnets={rows} />}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          {actionTexts.cancel}
        </Button>
        <Button type="submit" disabled={!ready} loading={create.isPending}>
          {networkTexts.create}
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
  readonly autoFocus?: boolean;
}

function Field({ label, value, onChange, fault, autoFocus = false }: FieldProps): ReactNode {
  const faultId = useId();
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        className={styles.input}
        ref={autoFocus ? focusOnce : undefined}
        value={value}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={fault !== undefined}
        aria-describedby={faultId}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span id={faultId} className={styles.fault}>
        {fault}
      </span>
    </label>
  );
}

/** A form that was asked for is where one goes on typing. */
function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}
