export { type LoadedConfig, loadConfig } from './load.ts';
export { sampleSettingsFile } from './sample-file.ts';
export { settingsPage } from './settings-page.ts';
export type { SettingLine } from './shown-value.ts';
