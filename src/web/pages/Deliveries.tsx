export const Deliveries = () => <div>Deliveries</div>
