export const Settings = () => <div>Settings</div>
