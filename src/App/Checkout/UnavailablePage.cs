using Fulgurite.App.Pages;

namespace Fulgurite.App.Checkout;

/// <summary>What payers read while storage or secrets give no answer. Nothing of theirs is lost by then.</summary>
internal static class UnavailablePage
{
    /// <summary>The whole document.</summary>
    public static Html Render() => PageLayout.Render(new PageFrame("Temporarily unavailable"), Html.Of($"""
        <article class="card message">
        <h1>Temporarily unavailable</h1>
        <p>Please try again in a minute. A payment that is on its way arrives all the same.</p>
        </article>
        """));
}
