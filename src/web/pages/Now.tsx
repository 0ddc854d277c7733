export const Now = () => <div>Now</div>
