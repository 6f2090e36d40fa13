using Fulgurite.App.Host;

namespace Fulgurite.Contracts.Functions;

public sealed class ExitCodeTests
{
    private readonly CapturedLog log = new();

    [Fact]
    public async Task A_planned_end_asks_the_host_for_a_restart() =>
        Assert.Equal(200, await ExitCode.Of(() => Task.CompletedTask, log));

    [Fact]
    public async Task An_unhandled_exception_ends_with_70_and_is_told()
    {
        Assert.Equal(70, await ExitCode.Of(() => throw new InvalidOperationException("broken"), log));

        Assert.Equal(1005, Assert.Single(log.Lines).EventId);
    }
}
