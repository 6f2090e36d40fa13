using Fulgurite.Simulation.Mutations;

namespace Fulgurite.Simulation;

/// <summary>The simulation can fail: the product is broken on purpose. All of it: the verb <c>mutations</c>.</summary>
public sealed class MutationTests
{
    [Fact]
    public void Every_mutation_still_applies_and_compiles()
    {
        var build = new MutatedBuild();
        Assert.All(Mutation.All, mutation => Assert.Empty(build.ErrorsOf(mutation)));
    }

    [Theory]
    [InlineData("books-forget-the-once-record")]
    [InlineData("relay-saves-the-cursor-before-it-publishes")]
    [InlineData("send-takes-no-answer-for-a-failure")]
    public void A_broken_product_is_noticed_within_the_stated_seeds(string name)
    {
        var mutation = Mutation.All.Single(mutation => mutation.Name == name);
        var outcome = MutationRun.Execute(mutation, new MutatedBuild(), Campaign.AnyStart(), mutation.SeedsMax);
        Assert.True(outcome.Seeds <= mutation.SeedsMax, outcome.Finding);
    }
}
