export async function benchSales (only?: string): Promise<void> {
}
