export const Agents = () => <div>Agents</div>
