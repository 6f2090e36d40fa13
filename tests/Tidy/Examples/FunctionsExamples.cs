using Fulgurite.Tidy.Rules;

namespace Fulgurite.Tidy.Examples;

public sealed class FunctionsExamples
{
    private const string Path = "src/App/Billing/CloseBillingCycles/function.json";

    [Fact]
    public void Two_functions_with_one_name_are_found() =>
        Assert.Equal(
            [("src/App/Credit/closebillingcycles/function.json", 1)],
            Example.Found(Functions.Names, (Path, "{}"), ("src/App/Credit/closebillingcycles/function.json", "{}")));

    [Fact]
    public void A_name_that_Azure_refuses_is_found()
    {
        Example.Flags(Functions.Names, 1, "src/App/Billing/2.Close/function.json", "{}");
        Example.Passes(Functions.Names, Path, "{}");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"bindings":[]}""")]
    [InlineData("""{"bindings":[{"name":"res"}]}""")]
    [InlineData("""{"bindings":[{"type":"http"}]}""")]
    [InlineData("""{"bindings":[{"type":"httpTrigger"},{"type":"timerTrigger"}]}""")]
    public void A_function_without_exactly_one_trigger_is_found(string json) =>
        Example.Flags(Functions.Triggers, 1, Path, json);

    [Fact]
    public void A_function_with_one_trigger_is_not() =>
        Example.Passes(Functions.Triggers, Path, """{"bindings":[{"type":"httpTrigger"},{"type":"http"}]}""");

    [Fact]
    public void A_function_without_a_handler_is_found()
    {
        const string Handler = "src/App/Billing/CloseBillingCycles/CloseBillingCyclesFunction.cs";
        Example.Flags(Functions.Handlers, 1, Path, "{}");
        Assert.Empty(Example.Found(Functions.Handlers, (Path, "{}"), (Handler, "")));
    }
}
