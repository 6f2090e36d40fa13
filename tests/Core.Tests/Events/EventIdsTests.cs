using Fulgurite.Events;

namespace Fulgurite.Tests.Events;

public sealed class EventIdsTests
{
    // Computed with another program's SHA-256 of "settled/abc". Stored: must stay as it is.
    [Fact]
    public void Are_made_from_what_happened() =>
        Assert.Equal(new Guid("85d240af-4695-47e8-10f2-c0fc558811b3"), EventIds.For("settled", "abc"));

    [Fact]
    public void Differ_by_what_happened_and_to_what()
    {
        Assert.Equal(EventIds.For("settled", "abc"), EventIds.For("settled", "abc"));
        Assert.NotEqual(EventIds.For("settled", "abc"), EventIds.For("expired", "abc"));
        Assert.NotEqual(EventIds.For("settled", "abc"), EventIds.For("settled", "abd"));
    }
}
