export const Agent = () => <div>Agent</div>
