using Fulgurite.Identity;
using Fulgurite.Payments;
using Fulgurite.Sandbox.MemoryTables;

namespace Fulgurite.Tests.Payments;

public sealed class RequestKeysTests
{
    private static readonly EnvironmentId Environment = new(new Guid("22222222-2222-4222-8222-222222222222"));
    private static readonly EnvironmentId Elsewhere = new(new Guid("33333333-3333-4333-8333-333333333333"));
    private static readonly Guid First = new("77777777-7777-4777-8777-777777777777");
    private static readonly Guid Second = new("88888888-8888-4888-8888-888888888888");

    private readonly RequestKeys keys = new(new MemoryTableStore());

    [Fact]
    public async Task A_key_is_the_payments_that_it_was_first_used_for()
    {
        Assert.True(await keys.Bind(Environment, "order 77", First, CancellationToken.None));
        Assert.True(await keys.Bind(Environment, "order 77", First, CancellationToken.None));
        Assert.False(await keys.Bind(Environment, "order 77", Second, CancellationToken.None));
        Assert.True(await keys.Bind(Environment, "order 78", Second, CancellationToken.None));
    }

    [Fact]
    public async Task Environments_know_nothing_of_each_others_keys()
    {
        Assert.True(await keys.Bind(Environment, "order 77", First, CancellationToken.None));
        Assert.True(await keys.Bind(Elsewhere, "order 77", Second, CancellationToken.None));
    }

    [Fact]
    public async Task Of_many_at_once_one_payment_gets_the_key()
    {
        var bound = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => keys.Bind(Environment, "order 77", i % 2 == 0 ? First : Second, CancellationToken.None))));

        Assert.Equal(50, bound.Count(isBound => isBound));
        Assert.Single(Enumerable.Range(0, 100).Where(i => bound[i]).Select(i => i % 2).Distinct());
    }
}
