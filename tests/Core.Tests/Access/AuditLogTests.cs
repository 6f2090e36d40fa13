using Fulgurite.Access;
using Fulgurite.Identity;
using Fulgurite.Sandbox.MemoryTables;

namespace Fulgurite.Tests.Access;

public sealed class AuditLogTests
{
    private readonly ManualClock clock = new();
    private readonly Keys keys;

    public AuditLogTests() => keys = new Keys(new MemoryTableStore(), clock);

    [Fact]
    public async Task Tells_the_newest_first_page_after_page()
    {
        for (var n = 1; n <= 5; n++)
        {
            await Add(Keys.Actor, $"{n}");
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var first = await Newest(null, 2);
        var second = await Newest(first[^1].Id, 2);
        var third = await Newest(second[^1].Id, 2);
        Assert.Equal("5 4 3 2 1", string.Join(' ', first.Concat(second).Concat(third).Select(r => r.Subject)));
        Assert.Empty(await Newest(third[^1].Id, 2));
    }

    [Fact]
    public async Task Each_organization_has_its_own()
    {
        await Add(Keys.Actor with { Organization = new OrganizationId(Guid.Empty) }, "elsewhere");
        Assert.Empty(await Newest(null, 10));
    }

    [Fact]
    public async Task What_is_not_known_is_left_out()
    {
        var actor = new AuditActor(Samples.Organization, null, null, null);
        await Add(actor, "subject");
        var record = Assert.Single(await Newest(null, 10));
        Assert.Equal((actor, null), (record.Actor, record.Detail));
        Assert.True(AuditLog.IsId(record.Id));
    }

    private Task Add(AuditActor actor, string subject) =>
        keys.Audit.Add(actor, AuditAction.RequestDenied, subject, null, CancellationToken.None);

    private Task<IReadOnlyList<AuditRecord>> Newest(string? after, int take) =>
        keys.Audit.Newest(Samples.Organization, after, take, CancellationToken.None);
}
