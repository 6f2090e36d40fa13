using Fulgurite.Reconciliation;

namespace Fulgurite.Tests.Reconciliation;

public sealed class ReconcileReportTests
{
    [Fact]
    public void Reports_add_up() =>
        Assert.Equal(new ReconcileReport(4, 6), new ReconcileReport(1, 2) + new ReconcileReport(3, 4));
}
