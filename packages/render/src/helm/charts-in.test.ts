import { relative } from 'node:path';

import { nodeFileSystem } from '@bulwark/source';
import { expect, test } from 'vitest';

import { scratch } from '../testing/scratch.ts';
import { chartsIn } from './charts-in.ts';

test('the charts of a tree: no subcharts, no library charts, and those whose Chart.yaml says nothing that is understood', () => {
  const root = scratch({
    'shop/Chart.yaml': 'name: shop\ntype: application\n',
    'shop/charts/db/Chart.yaml': 'name: db\n',
    'common/Chart.yaml': 'apiVersion: v2\nname: common\ntype: library\n',
    'team/a/Chart.yaml': '{{{',
    'team/b/Chart.yaml': 'type: [library]\n',
    'node_modules/x/Chart.yaml': 'name: x\n',
    'raw/pod.yaml': 'kind: Pod\n',
  });
  expect(chartsIn(root, nodeFileSystem).map((chart) => relative(root, chart))).toEqual(['shop', 'team/a', 'team/b']);
  expect(chartsIn('/nowhere/at/all', nodeFileSystem)).toEqual([]);
});
