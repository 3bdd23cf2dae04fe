export { controlsFor, speakersOf, type Framework, type Row, type Speaker } from './framework.ts';
export { findFramework, frameworks } from './find-framework.ts';
export { assess, type AssessedRow, type Assessment, type Judged, type Status } from './assess.ts';
