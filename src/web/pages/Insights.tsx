export const Insights = () => <div>Insights</div>
