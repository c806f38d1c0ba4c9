import { onResource } from '../condition-keys.ts';
import type { Ec2Operation } from '../ec2-call.ts';
import { disassociateRouteTable as disassociate, tableOfAssociation } from '../route-tables.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html */
export const disassociateRouteTable: Ec2Operation = async ({ account, networks, input, permit }) => {
  const id = input.required('AssociationId');
  input.end();
  permit(onResource(account, networks, 'route-table', tableOfAssociation(networks, id)?.id ?? '*'));
  await disassociate(networks, id);
  return { return: true };
};
