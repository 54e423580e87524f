export { type LoadedConfig, type LoadOptions, loadConfig } from './load.ts';
export { sampleSettingsFile } from './sample-file.ts';
export type { ConfigValues } from './settings.ts';
export { settingsPage } from './settings-page.ts';
export type { SettingLine } from './shown-value.ts';
