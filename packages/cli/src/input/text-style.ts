import type { Palette } from '@bulwark/report';

export interface TextStyle {
  readonly width: number;
  readonly palette: Palette;
}
